//! Module words.
const std = @import("std");
pub const max_items = 10;

/// A shop.
pub const Shop = struct {
    name: []const u8,
    count: usize = 0,

    pub const Error = error{ OutOfItems };

    /// Makes one.
    pub fn init(
        allocator: std.mem.Allocator,
        name: []const u8,
    ) !Shop {
        const local = 1;
        return .{ .name = name };
    }

    fn hidden(self: *Shop) void {}
};

pub const Size = enum { small, large };

pub fn List(comptime T: type) type {
    return struct {
        items: []T,
        pub fn push(self: *@This(), item: T) void {
            _ = item;
        }
    };
}

test "sells one" {
    const x = 1;
}
