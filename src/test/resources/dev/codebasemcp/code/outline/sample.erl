%% @doc A shop.
-module(shop).
-behaviour(gen_server).
-export([sell/2]).
-record(item, {id :: integer(), name = "x"}).
-define(MAX, 10).
-define(ADD(X, Y), X + Y).
-type price() :: integer().
-opaque id() :: binary().
-callback init(Args :: term()) -> ok.

%% Sells.
-spec sell(integer(), binary()) -> ok.
sell(0, _) -> ok;
sell(N, B) when N > 0 ->
    F = fun(X) -> X end,
    sell(N - 1, B).

-doc "Buys.".
buy() -> #item{id = 1}.

%% Two functions: their numbers of arguments differ.
open() -> open(default).
open(Name) -> #item{id = Name}.
