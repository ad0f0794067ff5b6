"""Tokens to a tree, by recursive descent; each file adds one layer, from walking over tokens up to whole displays."""
