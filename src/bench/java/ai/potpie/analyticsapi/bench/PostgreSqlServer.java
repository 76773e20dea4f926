package ai.potpie.analyticsapi.bench;

import java.io.Closeable;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A PostgreSQL server of Debian's package with its default settings and an empty
 * database. Since PostgreSQL refuses to run as root, root runs it as the user postgres.
 */
final class PostgreSqlServer implements Closeable {

	static final String USER = "postgres";

	private static final Path VERSIONS = Path.of("/usr/lib/postgresql");

	private final Path programs = programs().orElseThrow();

	private final Path directory = Files.createTempDirectory("postgresql");

	private final int port = freePort();

	private PostgreSqlServer() throws IOException {
	}

	static boolean isInstalled() {
		return programs().isPresent();
	}

	static PostgreSqlServer start() throws IOException, InterruptedException {
		PostgreSqlServer server = new PostgreSqlServer();
		if (isRoot()) {
			execute(List.of("chown", USER, server.directory.toString()));
		}
		server.run("initdb", "--auth=trust", "--username=" + USER);
		server.run("pg_ctl", "start", "--wait", "--log=" + server.directory.resolve("log"),
				"--options=-p %d -c listen_addresses=127.0.0.1 -k %s".formatted(server.port, server.directory));
		Runtime.getRuntime().addShutdownHook(new Thread(server::close));
		return server;
	}

	private static Optional<Path> programs() {
		if (!Files.isDirectory(VERSIONS)) {
			return Optional.empty();
		}
		try (Stream<Path> versions = Files.list(VERSIONS)) {
			return versions.map((version) -> version.resolve("bin"))
				.filter((programs) -> Files.isExecutable(programs.resolve("initdb")))
				.max(Comparator.naturalOrder());
		}
		catch (IOException ex) {
			return Optional.empty();
		}
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

	private static boolean isRoot() {
		return System.getProperty("user.name").equals("root");
	}

	String url() {
		return "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(this.port);
	}

	private void run(String program, String... arguments) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>();
		if (isRoot()) {
			command.addAll(List.of("setpriv", "--reuid=" + USER, "--regid=" + USER, "--clear-groups"));
		}
		command.add(this.programs.resolve(program).toString());
		command.addAll(List.of(arguments));
		command.add("--pgdata=" + this.directory.resolve("data"));
		execute(command);
	}

	private static void execute(List<String> command) throws IOException, InterruptedException {
		Process process = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		if (process.waitFor() != 0) {
			throw new IllegalStateException("PostgreSQL: %s failed".formatted(command));
		}
	}

	@Override
	public void close() {
		if (Files.exists(this.directory.resolve("data").resolve("postmaster.pid"))) {
			try {
				run("pg_ctl", "stop", "--mode=immediate");
			}
			catch (IOException ex) {
				throw new IllegalStateException("PostgreSQL still runs on port " + this.port, ex);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}
	}

}
