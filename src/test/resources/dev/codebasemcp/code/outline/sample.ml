(* A shop. *)
open Base
module Store = struct
  (** The type. *)
  type t = { id : int; mutable name : string }
  type color = Red | Green of int and other = int
  exception Not_found of string
  (** Sells. *)
  let sell t ~who = t.id + 1
  let rec loop x = loop x and pool y = y
  let limit = 10
  let ( + ) a b = a
  external raw : int -> int = "raw"
end
module type S = sig val f : int -> int  type t end
module Make (X : S) : S = struct let f = X.f type t = int end
class virtual point x = object (self) val mutable y = x method get = y method virtual set : int -> unit method private go () = 1 end
let f = function 0 -> 1 | n -> n
let g = fun x -> let h y = y in h x
let () = print_endline "x"
let _unused = 3
let a, b = 1, 2
