package shop

// What a shop sells.
class Item {
    String name
    int price

    int doubled() {
        return price * 2
    }
}

interface Store {
    void put(Item item)
}

enum State {
    OPEN, CLOSED
}

def total(List<Item> items) {
    items.sum { it.price }
}
