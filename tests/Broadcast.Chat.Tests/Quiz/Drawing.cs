using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Broadcast.Chat.Contracts.Outcomes;
using Broadcast.Chat.Spine.Rooms;

namespace Broadcast.Chat.Tests.Quiz;

/// <summary>Draws winners as Api does, and keeps the outcomes that it was given.</summary>
internal sealed class Drawing(IRoomQuestions questions, Drawing.Kept kept) : IOutcomeHandler<QuestionOutcome>
{
    public async Task HandleAsync(QuestionOutcome outcome, CancellationToken cancellationToken)
    {
        await kept.KeepAsync(outcome, cancellationToken);
        if (outcome is QuestionLost { Voided: false })
            await questions.VoidAsync(outcome.Question);
        if (outcome is not QuestionSettled settled)
            return;

        var winners = settled.Entrants
            .OrderBy(entrant => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{outcome.Seed}:{outcome.Question}:{entrant.Viewer}"))), StringComparer.Ordinal)
            .Take(outcome.Winners).ToList();
        await questions.SettleAsync(outcome.Question, winners);
    }

    internal sealed class Kept
    {
        private int _failing;

        public ConcurrentQueue<RoomOutcome> Outcomes { get; } = [];

        /// <summary>Every outcome waits for this task.</summary>
        public Task Held { get; set; } = Task.CompletedTask;

        /// <summary>Called with each outcome before it is kept: may fail, or wait.</summary>
        public Func<RoomOutcome, Task> Before { get; set; } = _ => Task.CompletedTask;

        /// <summary>How many of the next calls fail.</summary>
        public int Failing
        {
            get => Math.Max(0, _failing);
            set => _failing = value;
        }

        public async Task KeepAsync(RoomOutcome outcome, CancellationToken cancellation)
        {
            if (Interlocked.Decrement(ref _failing) >= 0)
                throw new InvalidOperationException("The database is away.");

            await Held.WaitAsync(cancellation);
            await Before(outcome).WaitAsync(cancellation);
            Outcomes.Enqueue(outcome);
        }
    }
}

/// <summary>Keeps the outcomes that need nothing else.</summary>
internal sealed class Keeping<TOutcome>(Drawing.Kept kept) : IOutcomeHandler<TOutcome> where TOutcome : RoomOutcome
{
    public Task HandleAsync(TOutcome outcome, CancellationToken cancellationToken) => kept.KeepAsync(outcome, cancellationToken);
}
