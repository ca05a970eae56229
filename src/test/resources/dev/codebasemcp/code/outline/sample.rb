require 'set'

# A shop.
module Shop
  VERSION = "1.0"

  class Store < Base
    LIMIT = 3
    attr_reader :name, :items

    # Makes one.
    def initialize(name)
      @name = name
    end

    def self.open(path)
      new(path)
    end

    def empty? = items.empty?

    class << self
      def build; end
    end

    private

    def secret(a, b = 1)
      a
    end
    alias_method :old, :secret
  end

  class Admin::User; end
  Point = Struct.new(:x, :y) do
    def dist; end
  end
end

def helper
end
