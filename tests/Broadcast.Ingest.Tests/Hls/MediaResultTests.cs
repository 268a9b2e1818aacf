using System.IO.Pipelines;
using Broadcast.Ingest.Hls;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Broadcast.Ingest.Tests.Hls;

internal sealed class MediaResultTests
{
    [Test]
    public async Task Many_small_pieces_are_sent_by_one_flush_for_64_KB()
    {
        var pieces = Enumerable.Range(0, 60).Select(i => new ReadOnlyMemory<byte>([.. Enumerable.Repeat((byte)i, 5000)])).ToList();
        using var sent = new MemoryStream();
        var body = new CountedBody(sent);
        var context = new DefaultHttpContext();
        context.Features.Set<IHttpResponseBodyFeature>(body);

        await new MediaResult(pieces, 300_000).ExecuteAsync(context);

        Assert.That(sent.ToArray(), Is.EqualTo(pieces.SelectMany(piece => piece.ToArray())));
        Assert.That(body.Flushes, Is.EqualTo(5));
    }

    private sealed class CountedBody(Stream stream) : PipeWriter, IHttpResponseBodyFeature
    {
        private readonly PipeWriter _writer = Create(stream, new StreamPipeWriterOptions(leaveOpen: true));

        public int Flushes { get; private set; }

        public Stream Stream => stream;

        public PipeWriter Writer => this;

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
        {
            Flushes++;
            return _writer.FlushAsync(cancellationToken);
        }

        public override void Advance(int bytes) => _writer.Advance(bytes);

        public override Memory<byte> GetMemory(int sizeHint = 0) => _writer.GetMemory(sizeHint);

        public override Span<byte> GetSpan(int sizeHint = 0) => _writer.GetSpan(sizeHint);

        public override void CancelPendingFlush() => _writer.CancelPendingFlush();

        public override void Complete(Exception? exception = null) => _writer.Complete(exception);

        public Task CompleteAsync() => Task.CompletedTask;

        public void DisableBuffering()
        {
            // Nothing is held back.
        }

        public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task StartAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;
    }
}
