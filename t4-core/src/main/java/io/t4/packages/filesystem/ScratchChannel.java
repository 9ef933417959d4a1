package io.t4.packages.filesystem;

import io.t4.storage.local.Scratch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/** A channel for reading a temporary file, which goes when the channel is closed. */
final class ScratchChannel implements SeekableByteChannel {
  private final FileChannel content;
  private final Scratch file;

  ScratchChannel(FileChannel content, Scratch file) {
    this.content = content;
    this.file = file;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    return content.read(target);
  }

  @Override
  public int write(ByteBuffer source) {
    throw new NonWritableChannelException();
  }

  @Override
  public long position() throws IOException {
    return content.position();
  }

  @Override
  public SeekableByteChannel position(long position) throws IOException {
    content.position(position);
    return this;
  }

  @Override
  public long size() throws IOException {
    return content.size();
  }

  @Override
  public SeekableByteChannel truncate(long size) {
    throw new NonWritableChannelException();
  }

  @Override
  public boolean isOpen() {
    return content.isOpen();
  }

  @Override
  public void close() throws IOException {
    try (file) {
      content.close();
    }
  }
}
