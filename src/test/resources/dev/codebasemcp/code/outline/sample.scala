package shop

import scala.util._

/** A shop. */
@deprecated
case class Shop[T](name: String) extends Base {
  val limit = 3
  var count: Int = 0
  type Id = String
  def this(x: Int) = this("")

  // Sells.
  def sell[R](id: R)(implicit ev: Ev): Option[T] = {
    val local = 1
    def inner() = 2
    None
  }
  def abstractOne: Int
}

object Shop {
  final val Max = 3
  def apply(x: Int): Shop[Int] = ???
  implicit class Ops(x: Int) { def twice = x * 2 }
}

sealed trait Buyer[F[_]] {
  def buy(): F[Unit]
}

enum Color { case Red, Green }
given ordering: Ordering[Int] = ???
extension (s: String) def shout: String = s.toUpperCase
package object util { def help = 1 }
def top(x: Int): Int = x
val topValue = 1
