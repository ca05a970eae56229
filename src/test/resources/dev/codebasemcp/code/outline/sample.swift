import Foundation

/// A shop.
@MainActor
public final class Shop<T>: Base {
    static let limit = 3
    public var name: String
    private lazy var cache: [String: T] = [:]
    var size: Int { return 3 }

    public init(name: String) { self.name = name }
    deinit { }

    // Sells.
    @discardableResult
    public func sell(_ id: Int, to buyer: String) async throws -> T? {
        let local = 1
        func inner() {}
        return nil
    }

    subscript(i: Int) -> Int { i }
    enum Size: String { case small, large(Int) }
}

public struct Point: Equatable { var x: Int; static func == (a: Point, b: Point) -> Bool { true } }
protocol Buyer: AnyObject { var id: Int { get }; func buy(n: Int) }
extension Shop where T: Equatable { func extra() {} }
extension Array.Index { var twice: Int { 1 } }
actor Worker { func run() {} }
typealias Handler = (Int) -> Void
let globalValue = 3
func topLevel<T>(x: T) {}
indirect enum Tree { case leaf }
