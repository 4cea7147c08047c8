# Lets the gateway's subnet reach the servers on the port that they listen on.
[ -z "$RG" ] && read -rp "Resource group: " RG
[ -z "$NSG_NAME" ] && read -rp "Network security group: " NSG_NAME
GATEWAY_SUBNET="10.0.1.0/24"

az network nsg rule list --nsg-name "$NSG_NAME" --resource-group "$RG" --output table

az network nsg rule create \
  --nsg-name "$NSG_NAME" \
  --resource-group "$RG" \
  --name Allow-AppGw-8080 \
  --priority 150 \
  --source-address-prefixes "$GATEWAY_SUBNET" \
  --destination-port-ranges 8080 \
  --protocol Tcp
