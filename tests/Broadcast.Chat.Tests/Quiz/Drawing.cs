using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Outcomes;
using Broadcast.Chat.Spine.Leases;
using Broadcast.Chat.Spine.Rooms;

namespace Broadcast.Chat.Tests.Quiz;

/// <summary>Draws winners as Api does, and keeps the outcomes that it was given.</summary>
internal sealed class Drawing(IRoomQuestions questions, Drawing.Kept kept) : IOutcomeHandler<QuestionOutcome>
{
    public async Task HandleAsync(QuestionOutcome outcome, Lease lease, CancellationToken cancellationToken)
    {
        await kept.KeepAsync(outcome, cancellationToken);
        var decided = kept.Decide(outcome.Question, () => outcome is QuestionSettled settled ? Draw(settled) : null);
        if (decided is null)
            await questions.VoidAsync(outcome.Question, lease);
        else
            await questions.SettleAsync(outcome.Question, decided, lease);
    }

    private static CommittedQuestion Draw(QuestionSettled settled) => new()
    {
        Answer = settled.Answer,
        Counts = settled.Counts,
        Seed = settled.Seed,
        Winners = settled.Entrants
            .OrderBy(entrant => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{settled.Seed}:{settled.Question}:{entrant.Viewer}"))), StringComparer.Ordinal)
            .Take(settled.Winners).ToList(),
    };

    internal sealed class Kept : IQuestionBook
    {
        private int _failing;

        public ConcurrentQueue<RoomOutcome> Outcomes { get; } = [];

        /// <summary>What became of the questions, as the database keeps it: the result, or null for a voided one.</summary>
        public ConcurrentDictionary<QuestionId, CommittedQuestion?> Decided { get; } = new();

        /// <summary>How many of the next decisions are lost after they were told, as by a power failure or a restore.</summary>
        public int Loses { get; set; }

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

        public CommittedQuestion? Decide(QuestionId question, Func<CommittedQuestion?> draw) =>
            Loses > 0 && Loses-- > 0 ? draw() : Decided.GetOrAdd(question, _ => draw());

        public Task<IReadOnlyDictionary<QuestionId, bool>> VoidedAmongAsync(IReadOnlyList<QuestionId> questions, CancellationToken cancellation) =>
            Task.FromResult<IReadOnlyDictionary<QuestionId, bool>>(Decided.Where(one => questions.Contains(one.Key)).ToDictionary(one => one.Key, one => one.Value is null));
    }
}

/// <summary>Keeps the outcomes that need nothing else.</summary>
internal sealed class Keeping<TOutcome>(Drawing.Kept kept) : IOutcomeHandler<TOutcome> where TOutcome : RoomOutcome
{
    public Task HandleAsync(TOutcome outcome, Lease lease, CancellationToken cancellationToken) => kept.KeepAsync(outcome, cancellationToken);
}
