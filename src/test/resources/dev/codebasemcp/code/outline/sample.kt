package shop

import java.util.*

const val MAX = 3
val lazyName: String by lazy { "x" }
typealias Handler = (Int) -> Unit

/** A shop. */
@Serializable
data class Shop<T>(val name: String, private var items: List<T>) : Base(name) {
    val size: Int get() = 3
    private val cache = mutableMapOf<String, T>()

    constructor(x: Int) : this("", emptyList())

    init { check(true) }

    // Sells.
    @Throws(Exception::class)
    suspend fun <R> sell(id: R): T? {
        val local = 1
        fun inner() {}
        return null
    }

    companion object {
        const val LIMIT = 4
        fun create() = Shop<Int>("", listOf())
    }

    inner class Cursor
}

interface Buyer { fun buy() }
enum class Size(val n: Int) { SMALL(1), LARGE(2); fun twice() = n * 2 }
object Registry { fun find() {} }
sealed class Result
fun String.shout(): String = uppercase()
fun main() { println() }
annotation class Marker
