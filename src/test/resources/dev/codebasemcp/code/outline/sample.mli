(** Sells. *)
val sell : int -> int
(** after doc *)

type t
module M : sig val x : int end
module type S = sig end
exception E of int
external raw : int -> int = "raw"
class type c = object method m : int end
