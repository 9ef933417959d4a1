// Writes to a bucket, looks around, reads, and deletes what it wrote.
// Takes the bucket's URI: s3://name, or file:///directory.
package io.t4.examples

import io.t4.bucket.Bucket
import io.t4.formats.TypeToken
import java.nio.file.Files
import kotlin.io.path.deleteExisting
import kotlin.io.path.div
import kotlin.system.exitProcess
import org.dflib.DataFrame

@JvmRecord data class KotlinHammer(val name: String, val owner: String, val weight: Double)

@JvmRecord data class KotlinStorm(val place: String, val wind: Double)

fun main(arguments: Array<String>) {
    if (arguments.size != 1) {
        System.err.println("Give the URI of a bucket, such as s3://my-bucket or file:///tmp/lab.")
        exitProcess(2)
    }
    val b = Bucket.open(arguments[0])

    // Write.
    b.put("thor/greeting.txt", "Hail Thor!", mapOf("name" to "thor"))
    b.put("thor/hammer.json", KotlinHammer("Mjölnir", "Thor", 42.5))
    b.put(
        "storms/may.csv",
        listOf(KotlinStorm("Thrudheim", 69.5), KotlinStorm("Vimur", 121.2), KotlinStorm("Jotunheim", 90.6)),
    )

    // Look around.
    println("keys: ${b.keys()}")
    // Lazy: for buckets with millions of objects.
    b.list("thor/").use { objects -> println("in thor/: ${objects.map { it.key }.toList()}") }

    // Read. A bucket is a function: b.apply(key) is b.deserialize(key).
    println("greeting: ${b.apply("thor/greeting.txt")}")
    val hammer = b.deserialize("thor/hammer.json", KotlinHammer::class.java)
    println("hammer: ${hammer.name} of ${hammer.owner}, ${hammer.weight} kg")
    val storms = b.deserialize("storms/may.csv", DataFrame::class.java)
    println("storms: ${storms.height()} rows")
    val strongest =
        b.select(
            "storms/may.csv",
            "SELECT * FROM S3Object ORDER BY wind DESC LIMIT 1",
            object : TypeToken<List<@JvmSuppressWildcards KotlinStorm>>() {},
        ).first()
    println("strongest: ${strongest.place} ${strongest.wind}")

    // Metadata.
    println("metadata: ${b.getMeta("thor/greeting.txt").userMeta()}")
    b.setMeta("thor/greeting.txt", mapOf("name" to "thor", "rating" to 5))
    println("metadata: ${b.getMeta("thor/greeting.txt").userMeta()}")

    // Fetch; what is unchanged is not fetched again.
    val directory = Files.createTempDirectory("bucket-tour")
    println("fetched: ${b.fetch("thor/", directory).transferred} files")
    val again = b.fetch("thor/", directory)
    println("fetched again: ${again.transferred} files, ${again.unchanged} unchanged")
    (directory / "greeting.txt").deleteExisting()
    (directory / "hammer.json").deleteExisting()
    directory.deleteExisting()

    // Delete.
    println("deleted: ${b.delete("storms/may.csv")}")
    println("deleted below thor/: ${b.deleteDir("thor/")}")
    println("left: ${b.keys()}")
}
