<?php
namespace App\Models;

use App\Base;

const LIMIT = 3;
define('OTHER', 4);

/**
 * A user.
 */
#[Entity]
final class User extends Base implements Named
{
    use SoftDeletes;

    public const ROLE = 'x';
    private ?string $name = null;
    protected static int $count = 0, $total;

    public function __construct(private readonly string $id) {}

    /** Gets. */
    public function getName(): string
    {
        $f = function () {};
        return $this->name;
    }

    abstract protected static function make(): self;
}

interface Named { public function getName(): string; }
trait SoftDeletes { public function delete() {} }
enum Suit: string { case Hearts = 'H'; public function label(): string { return ''; } }
function helper(int $x) { return $x; }
