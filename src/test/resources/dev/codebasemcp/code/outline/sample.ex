defmodule Shop.Store do
  @moduledoc """
  A store.
  """
  use GenServer
  alias Shop.Item

  @limit 3
  defstruct [:name, items: []]
  @type t :: %__MODULE__{}

  @doc """
  Sells it.
  """
  @spec sell(t, integer) :: any
  @impl true
  def sell(store, id) when is_integer(id) do
    local = 1
    {:ok, local}
  end

  def sell(_store, nil), do: :error

  # Hidden.
  defp secret, do: 1

  defmacro wrap(do: block) do
    quote do: unquote(block)
  end

  defguard is_small(x) when x < 3
  @callback open(term) :: :ok

  defmodule Inner do
    def deep(x), do: x
  end
end

defprotocol Size do
  def size(data)
end

defimpl Size, for: Map do
  def size(m), do: map_size(m)
end
