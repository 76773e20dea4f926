package ai.potpie.analyticsapi.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A limit for the memory of a process, as for a container: a control group of Linux,
 * which root can create. The kernel kills a process that needs more.
 */
final class MemoryLimit implements AutoCloseable {

	private static final Path ROOT = Path.of("/sys/fs/cgroup");

	private static final Pattern OWN_GROUP_OF_VERSION_1 = Pattern.compile("(?m)^\\d+:memory:(.*)$");

	private static final String NAME = "analytics-api-" + ProcessHandle.current().pid();

	private final Path group;

	private final boolean version2;

	private MemoryLimit(int megabytes) throws IOException {
		this.version2 = Files.exists(ROOT.resolve("cgroup.controllers"));
		this.group = Files.createDirectory(parent().resolve(NAME));
		try {
			String bytes = String.valueOf(megabytes * 1024L * 1024);
			if (this.version2) {
				Files.writeString(this.group.resolve("memory.max"), bytes);
				Files.writeString(this.group.resolve("memory.swap.max"), "0");
			}
			else {
				Files.writeString(this.group.resolve("memory.limit_in_bytes"), bytes);
				Files.writeString(this.group.resolve("memory.memsw.limit_in_bytes"), bytes);
			}
		}
		catch (IOException ex) {
			Files.delete(this.group);
			throw ex;
		}
	}

	/**
	 * Creates a limit, without swap.
	 * @throws IOException if this process may not create one, or if the machine has no
	 * control groups
	 */
	static MemoryLimit of(int megabytes) throws IOException {
		MemoryLimit limit = new MemoryLimit(megabytes);
		Runtime.getRuntime().addShutdownHook(new Thread(() -> {
			try {
				limit.close();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}));
		return limit;
	}

	/**
	 * The parent of the new group: this process's own group, or in version 2 the root,
	 * because no other group may have both processes and groups.
	 */
	private Path parent() throws IOException {
		if (this.version2) {
			return ROOT;
		}
		Matcher own = OWN_GROUP_OF_VERSION_1.matcher(Files.readString(Path.of("/proc/self/cgroup")));
		if (!own.find()) {
			throw new IOException("There are no control groups for memory");
		}
		return ROOT.resolve("memory" + own.group(1));
	}

	/** The words that a command has to begin with to run under the limit. */
	List<String> prefix() {
		return List.of("sh", "-c", "echo $$ > \"$0\" && exec \"$@\"", this.group.resolve("cgroup.procs").toString());
	}

	/** The memory in use in bytes, without cached files, which the kernel drops first. */
	long used() throws IOException {
		String usage = this.version2 ? "memory.current" : "memory.usage_in_bytes";
		return Long.parseLong(Files.readString(this.group.resolve(usage)).strip())
				- figure("memory.stat", "inactive_file") - figure("memory.stat", "active_file");
	}

	/**
	 * The number of pages of files that the kernel had to read again: many, if memory is
	 * too small.
	 */
	long readAgain() throws IOException {
		return figure("memory.stat", "pgmajfault");
	}

	/** Whether the kernel killed a process of the group. */
	boolean wasExceeded() throws IOException {
		return figure(this.version2 ? "memory.events" : "memory.oom_control", "oom_kill") > 0;
	}

	private long figure(String file, String name) throws IOException {
		Matcher figure = Pattern.compile("(?m)^%s (\\d+)$".formatted(name))
			.matcher(Files.readString(this.group.resolve(file)));
		if (!figure.find()) {
			throw new IOException("There is no %s in %s".formatted(name, file));
		}
		return Long.parseLong(figure.group(1));
	}

	/** Ends the remaining processes of the group, and removes it. */
	@Override
	public void close() throws IOException {
		if (Files.exists(this.group)) {
			Files.readAllLines(this.group.resolve("cgroup.procs"))
				.stream()
				.flatMap((process) -> ProcessHandle.of(Long.parseLong(process)).stream())
				.forEach((process) -> {
					process.destroyForcibly();
					process.onExit().join();
				});
			Files.delete(this.group);
		}
	}

}
