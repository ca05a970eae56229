class Report
  def first
    puts(<<~A, <<~B)
      one #{<<~C}
        inner
      C
    A
      two
    B
  end

  def second?(x)
    x + 1
  end

  class Inner
    def third
      1
    end
  end
end

module Later
  def self.fourth
    2
  end
end
