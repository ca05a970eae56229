# Builds.
CC := gcc
all: build test
	echo $(CC)

build/%.o: %.c
	$(CC) -c $<
.PHONY: all
