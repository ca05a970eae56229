using System;

namespace Shop.Core
{
    /// <summary>A shop.</summary>
    [Serializable]
    public partial class Store<T> : IStore where T : class
    {
        public const int MaxItems = 3;
        private readonly string name, other;
        public string Name { get; set; }
        public event EventHandler Changed;
        public delegate void Handler(object sender);

        public Store(string name) => this.name = name;
        ~Store() { }

        [Obsolete]
        public async Task<T> LoadAsync(int id)
        {
            void Local() { }
            return default;
        }

        public T this[int i] => default;
        public static Store<T> operator +(Store<T> a, Store<T> b) => a;
        private enum Size { Small, Large }
        private struct Point { public int X; }
    }

    public interface IStore { void Open(); int Count { get; } }
    public record Person(string Name);
    public record struct Pair(int A);
    public static class Extensions { public static int Twice(this int x) => x * 2; }
}
