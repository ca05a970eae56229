#import <Foundation/Foundation.h>
#define MAX(a, b) ((a) > (b) ? (a) : (b))
#define LIMIT 10
/** A protocol. */
@protocol Selling <NSObject>
@required
- (void)sell:(int)x to:(NSString *)who;
@optional
@property (nonatomic) int opt;
@end
typedef NS_ENUM(NSInteger, Color) { Red, Green };
typedef struct { int x; } Point;
struct Node { int v; };
enum Kind { K1 };
@class Other;
/// A store.
@interface Store : NSObject <Selling>
@property (nonatomic, copy) NSString *name;
+ (instancetype)make;
@end
@interface Store (Extra)
- (void)extra;
@end
@interface Store ()
@property (nonatomic) int hidden;
@end
static NSString *const kName = @"x";
@implementation Store {
  int _ivar;
}
/// Sells.
- (void)sell:(int)x to:(NSString *)who {
  void (^b)(int) = ^(int y) { };
  if (x) { [self extra]; }
}
+ (instancetype)make { return [[self alloc] init]; }
- (id)init { return self; }
@end
@implementation Store (Extra)
- (void)extra {}
@end
static int helper(int a) { return a; }
NSString *other(void) { return @""; }
