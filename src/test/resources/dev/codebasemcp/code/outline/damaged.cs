namespace Shop {
    public sealed class Cart : ICart {
        public int Count => items.;

        public void Add(Item item) {
            items.Add(item;

        public async Task<int> TotalAsync(CancellationToken token) {
            return 1;
        }
    }

    public interface ICart {
        void Add(Item item);
    }
}
