package shop

import "fmt"

// Limits.
const (
	MaxItems = 10
	MinItems, Other = 1, 2
)

const Single = 1

var ErrEmpty = errors.New("empty")

// Shop sells.
type Shop[T any] struct {
	Name  string
	items []T
}

type (
	Buyer interface {
		Buy(n int) error
	}
	ID = string
	Handler func(w Writer)
)

// Sell sells.
func (s *Shop[T]) Sell(name string) (int, error) {
	x := 1
	f := func() {}
	return x, nil
}

func (Shop) plain() {}

func New[T any]() *Shop[T] { return nil }
