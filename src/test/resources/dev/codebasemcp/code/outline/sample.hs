{-# LANGUAGE GADTs #-}
-- | Module words.
module Data.Shop (Shop (..), sell) where

import Data.Map (Map)

-- | A shop.
data Shop a = Shop
  { name :: String
  , items :: [a]
  } deriving (Show, Eq)

newtype Id = Id Int

type Alias = Map Int String

-- | Buyers.
class Buyer b where
  buy :: b -> Int
  buy _ = 1
  refund :: b -> Int

instance Buyer Id where
  buy (Id n) = n

-- | Sells it.
sell :: Shop a -> Int -> Maybe a
sell _ 0 = Nothing
sell (Shop _ xs) n = go xs
  where
    go [] = Nothing
    go (y : ys) = Just y

infixr 5 +++
(+++) :: [a] -> [a] -> [a]
xs +++ ys = foldr (:) ys xs

limit :: Int
limit = 3

type family Elem c
data Proxy t where
  Proxy :: Proxy t
main = print 1
