#import <Foundation/Foundation.h>

NS_ASSUME_NONNULL_BEGIN

/** Sells things. */
@interface Shop : NSObject
/// How many are left.
@property (nonatomic, readonly) NSInteger left;
/** Sells some. */
- (BOOL)sell:(NSString *)what count:(NSInteger)count error:(NSError **)error;
+ (instancetype)shared;
@end

NS_ASSUME_NONNULL_END
