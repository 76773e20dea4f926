package ai.potpie.analyticsapi.export;

import java.io.ByteArrayOutputStream;
import java.util.List;

import ai.potpie.analyticsapi.cache.Form;
import ai.potpie.analyticsapi.cache.Question;
import ai.potpie.analyticsapi.cache.Representation;

/**
 * An answer as a file.
 */
public record FileForm<Q extends Question<T>, T>(Q question, FileOptions options,
		Tables<Q, T> tables) implements Form<T> {

	@Override
	public Representation represent(T answer) {
		Format format = this.options.format();
		FileName name = this.tables.name(this.question);
		List<FilledTable<?>> all = this.tables.tables(this.question, answer);
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		FileWriter file = FileWriter.of(this.options, all.size() == 1, bytes);
		if (format == Format.CSV) {
			FilledTable<?> one = chosen(all);
			one.writeTo(file);
			name = (all.size() > 1) ? name.of(one.table().name()) : name;
		}
		else {
			all.forEach((table) -> table.writeTo(file));
		}
		file.end(this.tables.facts(this.question, answer));
		return Representation.file(bytes.toByteArray(), format.contentType(), name.in(format), format == Format.XLSX);
	}

	@Override
	public int memory() {
		return this.options.format().memory();
	}

	private FilledTable<?> chosen(List<FilledTable<?>> all) {
		String section = this.options.section();
		return all.stream()
			.filter((filled) -> section == null || filled.table().name().equals(section))
			.findFirst()
			.orElseThrow();
	}

}
