public final class Cart: Base {
    private var items: [Item] = [

    override func add(_ item: Item) {
        items.append(item)
    }

    static func total<T>(of items: [T]) -> Int {
        return 1
    }
}

extension Cart: Pricer {
    func price() -> Int { 1 }
}
