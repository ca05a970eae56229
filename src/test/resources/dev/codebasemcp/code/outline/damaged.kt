package shop

data class Item(val name: String, val price: Int)

class Cart : Base() {
    override fun add(item: Item) {
        items.add(item

    private suspend fun <T> total(of: List<T>): Int {
        return 1
    }

    companion object {
        fun empty() = Cart()
    }
}

fun String.later(): Int = 1
