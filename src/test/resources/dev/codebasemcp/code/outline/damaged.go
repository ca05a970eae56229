package shop

type Cart struct {
	items []Item

func (c *Cart) Add(item Item) {
	c.items = append(c.items, item
}

func (c *Cart) Total() int {
	return 1
}

type Pricer interface {
	Price() int
}

func New[T any](a T) *Cart { return nil }
