package ai.potpie.analyticsapi.prices;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

import org.springframework.core.io.Resource;

/**
 * Reads the parts that the service needs from a file of prices in the format of
 * genai-prices.
 */
final class PriceFile {

	private PriceFile() {
	}

	/**
	 * The content of a file.
	 * @throws PriceFileException if the file cannot be read
	 */
	static byte[] content(Resource resource) {
		try {
			return resource.getContentAsByteArray();
		}
		catch (IOException ex) {
			throw new PriceFileException(
					"The %s cannot be read (%s).".formatted(resource.getDescription(), ex.getClass().getSimpleName()));
		}
	}

	static List<Provider> read(byte[] content) {
		JsonPart file = JsonPart.read(content);
		List<Provider> providers = file.items().stream().map(PriceFile::provider).toList();
		if (providers.isEmpty()) {
			throw file.isNot("a list of providers");
		}
		return providers;
	}

	private static Provider provider(JsonPart provider) {
		return new Provider(provider.get("id").text(), clause(provider.find("provider_match")),
				clause(provider.find("model_match")),
				provider.find("fallback_model_providers").map(PriceFile::texts).orElse(List.of()),
				provider.get("models")
					.items()
					.stream()
					.map((model) -> model(provider.get("id").text(), model))
					.toList());
	}

	private static Model model(String provider, JsonPart model) {
		return new Model(clause(model.get("match")),
				new ModelPrice(provider, model.get("id").text(), TariffFile.tariffs(model.get("prices"))));
	}

	private static List<String> texts(JsonPart list) {
		return list.items().stream().map(JsonPart::text).toList();
	}

	private static Predicate<String> clause(Optional<JsonPart> clause) {
		return clause.map(PriceFile::clause).orElse((name) -> false);
	}

	private static Predicate<String> clause(JsonPart clause) {
		String kind = clause.onlyName();
		JsonPart value = clause.get(kind);
		return switch (kind) {
			case "regex" -> value.pattern().asPredicate();
			case "or" -> clauses(value).stream().reduce((name) -> false, Predicate::or);
			case "and" -> clauses(value).stream().reduce((name) -> true, Predicate::and);
			case "equals", "starts_with", "ends_with", "contains" -> comparison(kind, value.text());
			default -> throw clause.isNot("equals, starts_with, ends_with, contains, regex, or, and");
		};
	}

	/** A comparison with names, which are in lower case. */
	private static Predicate<String> comparison(String kind, String text) {
		String lowerCase = text.toLowerCase(Locale.ROOT);
		return switch (kind) {
			case "starts_with" -> (name) -> name.startsWith(lowerCase);
			case "ends_with" -> (name) -> name.endsWith(lowerCase);
			case "contains" -> (name) -> name.contains(lowerCase);
			default -> lowerCase::equals;
		};
	}

	private static List<Predicate<String>> clauses(JsonPart list) {
		return list.items().stream().map(PriceFile::clause).toList();
	}

}
