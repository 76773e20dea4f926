package ai.potpie.analyticsapi.prices;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import ai.potpie.analyticsapi.sql.Sql;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.util.DigestUtils;

/**
 * The prices of LLM calls from genai-prices, with its rules for the names of models:
 * {@code docs/numbers.md#prices-of-llm-calls}.
 */
public final class PriceTable {

	private static final String BUILT_IN_VERSION = "genai-prices 2026-08-21 (47df840a5ab1)";

	/** The longest name of a model; names become parts of statements. */
	private static final int MAX_NAME_LENGTH = 200;

	/** The prefix that Google's SDKs put before the name of a model. */
	private static final Pattern RESOURCE = Pattern
		.compile("((projects/[^/]+/locations/[^/]+/)?publishers/[^/]+/)?models/");

	private final String version;

	private final String digest;

	private final List<Provider> providers;

	private PriceTable(String version, String digest, List<Provider> providers) {
		this.version = version;
		this.digest = digest;
		this.providers = List.copyOf(providers);
	}

	/** The prices that come with this service. */
	public static PriceTable builtIn() {
		return load(new ClassPathResource("genai-prices.json", PriceTable.class), BUILT_IN_VERSION);
	}

	/**
	 * Reads prices from a file.
	 * @throws PriceFileException if the file cannot be read, or is not a valid file of
	 * prices
	 */
	public static PriceTable load(Resource resource, String version) {
		byte[] content = PriceFile.content(resource);
		return new PriceTable(version, DigestUtils.md5DigestAsHex(content), PriceFile.read(content));
	}

	/** The origin of the prices and their day. */
	public String version() {
		return this.version;
	}

	/**
	 * The price of a model; empty if it has none.
	 * @param provider the value of {@code gen_ai.provider.name} or {@code gen_ai.system}.
	 * If it is null or unknown, the name of the model tells the provider.
	 * @param model the value of {@code gen_ai.response.model} or
	 * {@code gen_ai.request.model}
	 */
	public Optional<ModelPrice> find(@Nullable String provider, String model) {
		if ((provider != null && !isName(provider)) || !isName(model)) {
			return Optional.empty();
		}
		String providerName = (provider != null) ? lowerCase(provider).strip() : "";
		String modelName = withoutResource(lowerCase(model));
		if (providerName.equals("litellm")) {
			return throughLiteLlm(modelName);
		}
		return provider(providerName).or(() -> providerOf(modelName)).flatMap((found) -> price(found, modelName));
	}

	/**
	 * The cost of a call as an SQL expression, in nano-dollars: a BIGINT, or NULL if the
	 * call cannot be priced. It computes {@link ModelPrice#costNano} from the columns
	 * {@code provider}, {@code model}, {@code start_timestamp}, {@code input_tokens},
	 * {@code cache_read_tokens}, {@code cache_write_tokens} and {@code output_tokens}, of
	 * which the latter four have to be BIGINT. A count that is NULL makes the cost NULL.
	 * Two tables never give the same expression, even if both are always NULL.
	 * @param names the providers and models that occur; all others have no price
	 */
	public Sql costSql(Collection<ModelName> names) {
		return CostSql.of(names, this);
	}

	/**
	 * The names with a price that fit into {@link #costSql}, the shortest first. The
	 * result depends on the names alone.
	 */
	public Set<ModelName> fitting(Collection<ModelName> names) {
		return CostSql.fitting(names, this);
	}

	/**
	 * A digest that differs from that of any other table, even one with the same version.
	 */
	String digest() {
		return this.digest;
	}

	List<Provider> providers() {
		return this.providers;
	}

	/** LiteLLM calls many providers, and puts their name before the name of the model. */
	private Optional<ModelPrice> throughLiteLlm(String name) {
		int slash = name.indexOf('/');
		Optional<Provider> named = (slash > 0) ? provider(name.substring(0, slash)) : Optional.empty();
		if (named.isPresent()) {
			return price(named.get(), name.substring(slash + 1));
		}
		return providerOf(name).flatMap((provider) -> price(provider, name));
	}

	private Optional<Provider> provider(String name) {
		return this.providers.stream()
			.filter((provider) -> provider.id().equals(name))
			.findFirst()
			.or(() -> this.providers.stream().filter((provider) -> provider.isNamed().test(name)).findFirst());
	}

	private Optional<Provider> providerOf(String model) {
		return this.providers.stream().filter((provider) -> provider.hasModelsNamed().test(model)).findFirst();
	}

	/**
	 * A provider that offers models of other providers sells them at those providers'
	 * prices.
	 */
	private Optional<ModelPrice> price(Provider provider, String model) {
		return provider.model(model)
			.or(() -> provider.fallbacks()
				.stream()
				.flatMap((id) -> this.providers.stream().filter((other) -> other.id().equals(id)))
				.flatMap((other) -> other.model(model).stream())
				.findFirst())
			.map(Model::price)
			.filter((price) -> !price.tariffs().isEmpty());
	}

	private static String withoutResource(String model) {
		Matcher resource = RESOURCE.matcher(model);
		return resource.lookingAt() ? model.substring(resource.end()) : model;
	}

	private static String lowerCase(String name) {
		return name.toLowerCase(Locale.ROOT);
	}

	private static boolean isName(String name) {
		return name.length() <= MAX_NAME_LENGTH && name.codePoints()
			.noneMatch((c) -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
	}

}
