#include <stdio.h>
#define MAX_ITEMS 10
#define SQUARE(x) ((x) * \
  (x))
#define GUARD

/* A shop. */
struct shop {
  int count;
  struct { int x; } inner;
};

typedef struct node {
  struct node *next;
} Node;

typedef int (*handler_fn)(int);
typedef unsigned long word;
enum color { RED, GREEN };
union either { int a; float b; };
struct shop *forward(int a);

static const int limit = 3;
int table[] = {1, 2};

/* Sells. */
static inline int
sell(struct shop *s, int n)
{
  int local = 1;
  return local;
}

char *name_of(void) { return 0; }
int (*pick(void))(int) { return 0; }
