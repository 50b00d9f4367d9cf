"""Reading Indonesian text: characters, tokens, sentences, dates. No knowledge of people or posts."""
