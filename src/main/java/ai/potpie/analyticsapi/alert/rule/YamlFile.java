package ai.potpie.analyticsapi.alert.rule;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import ai.potpie.analyticsapi.settings.SettingException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;

/**
 * A YAML file that is read again when it changes. A change for the worse is logged, and
 * what was read before stays.
 *
 * @param <T> what is read from it
 */
public class YamlFile<T> {

	private static final Logger logger = LoggerFactory.getLogger(YamlFile.class);

	private static final String CLASSPATH = "classpath:";

	private final String setting;

	private final Resource file;

	private final UnaryOperator<String> change;

	private final Function<JsonNode, T> reader;

	private volatile T value;

	private @Nullable String used;

	private @Nullable String seen;

	/**
	 * Reads the file.
	 * @param setting the setting that names it
	 * @param location its path, or {@code classpath:} and the name of a resource
	 * @param change what becomes of its text before it is read
	 * @param reader makes the value of what the file says
	 * @throws SettingException if it cannot be read
	 */
	public YamlFile(String setting, String location, UnaryOperator<String> change, Function<JsonNode, T> reader) {
		this.setting = setting;
		this.file = location.startsWith(CLASSPATH) ? new ClassPathResource(location.substring(CLASSPATH.length()))
				: new FileSystemResource(location);
		this.change = change;
		this.reader = reader;
		this.used = text();
		this.value = read(String.valueOf(this.used));
	}

	public T value() {
		return this.value;
	}

	/** Rereads a changed file. Call it about every second, from one thread at a time. */
	public void refresh() {
		try {
			String before = this.seen;
			this.seen = text();
			// A file that has just changed may still be being written
			if (Objects.equals(this.seen, before) && !Objects.equals(this.seen, this.used)) {
				this.used = this.seen;
				this.value = read(String.valueOf(this.used));
				logger.info("{} has changed and was read again", this.setting);
			}
		}
		catch (SettingException ex) {
			if (this.seen != null) {
				logger.error("{} has changed, but what it said before stays. {} {}", this.setting, ex.getMessage(),
						ex.action());
			}
			this.seen = null;
		}
	}

	private String text() {
		try {
			return this.change.apply(this.file.getContentAsString(StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new SettingException(
					"%s cannot be read: %s (%s).".formatted(this.setting, this.file.getDescription(),
							ex.getClass().getSimpleName()),
					"Let it name a YAML file that the user of this service may read.");
		}
	}

	private T read(String text) {
		try {
			Object tree = new Yaml(new SafeConstructor(options())).load(text);
			return this.reader.apply(JsonMapper.shared().valueToTree(tree));
		}
		catch (YAMLException ex) {
			throw new SettingException("%s is not YAML.".formatted(this.setting),
					"Correct the file. A key may be there once, and aliases are not needed.");
		}
	}

	private static LoaderOptions options() {
		LoaderOptions options = new LoaderOptions();
		options.setAllowDuplicateKeys(false);
		options.setMaxAliasesForCollections(0);
		return options;
	}

}
