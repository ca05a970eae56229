<?php
namespace Shop;

final class Cart extends Base {
    public function add(Item $item): void {
        $this->items[] = $item
    }

    private static function total(array $items): int {
        return array_sum($items;
    }
}

function later($a) { return 1; }
