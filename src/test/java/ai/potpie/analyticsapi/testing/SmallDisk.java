package ai.potpie.analyticsapi.testing;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * A file system of a few megabytes in memory.
 */
public final class SmallDisk implements AutoCloseable {

	private final Path directory;

	private SmallDisk(Path directory) {
		this.directory = directory;
	}

	/** Mounts one, or skips the test where that is not allowed. */
	public static SmallDisk mountOrSkip(int megabytes) throws IOException {
		Path directory = Files.createTempDirectory("small-disk");
		assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", directory.toString()) == 0,
				"needs to mount a tmpfs, which root may do");
		return new SmallDisk(directory);
	}

	public Path directory() {
		return this.directory;
	}

	/** Makes it larger. */
	public void grow(int megabytes) {
		assertThat(run("mount", "-o", "remount,size=" + megabytes + "m", this.directory.toString())).isZero();
	}

	private static int run(String... command) {
		try {
			return new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(Redirect.DISCARD)
				.start()
				.onExit()
				.join()
				.exitValue();
		}
		catch (IOException ex) {
			// There is no such program
			return -1;
		}
	}

	@Override
	public void close() throws IOException {
		run("umount", this.directory.toString());
		Files.delete(this.directory);
	}

}
