package ai.potpie.analyticsapi.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Does things at once.
 */
final class Parallel {

	private Parallel() {
	}

	/** Asks all paths at once; the answers are in the same order. */
	static List<Received> ask(Client client, List<String> paths) {
		return run(paths.size(), paths.stream().<Callable<Received>>map((path) -> () -> client.ask(path)).toList());
	}

	/** Runs tasks, in as many threads; the results are in the same order. */
	static <T> List<T> run(int threads, List<Callable<T>> tasks) {
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		try {
			List<T> results = new ArrayList<>();
			for (Future<T> result : executor.invokeAll(tasks)) {
				results.add(result.get());
			}
			return results;
		}
		catch (ExecutionException ex) {
			throw new AssertionError(ex.getCause());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
		finally {
			executor.shutdownNow();
		}
	}

}
