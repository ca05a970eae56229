# What a shop sells.
class Item {
    [string] $Name
    [int] $Price
}

enum State {
    Open
    Closed
}

<#
Adds up the prices.
#>
function Get-Total {
    param([Item[]] $Items)
    ($Items | Measure-Object -Property Price -Sum).Sum
}

filter Select-Cheap {
    if ($_.Price -lt 10) { $_ }
}
