module Shop.Orders

// What a shop sells.
type Item = { Name: string; Price: int }

type Store() =
    member this.Put(item: Item) = item.Price
    static member Empty = Store()

let limit = 10

let rec total items =
    match items with
    | [] -> 0
    | first :: rest -> first.Price + total rest
