/* What any program's start costs here: the yardstick for `agwsim --version`. */
#include <stdio.h>

int main(void) {
  puts("0.1.0");
  return 0;
}
