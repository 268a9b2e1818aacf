using System.Collections.Frozen;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Api.Demo.Hand;

/// <summary>
/// Who has each stage of the demo: the hand, until a real person acts for it; from then on persons, as long as this host lives. What the hand does
/// goes through <see cref="ActAsync"/>, so that when <see cref="TakeAsync"/> returns it does nothing more, and has nothing under way. Any thread
/// may call.
/// </summary>
internal sealed partial class HandOver(ILogger<HandOver> logger) : IDisposable
{
    private readonly FrozenDictionary<StageId, Hold> _stages = DemoProgramme.Stages.ToFrozenDictionary(stage => StageId.Parse(stage.Id), _ => new Hold());

    public bool IsTaken(StageId stage) => Taken(stage).IsCancellationRequested;

    /// <summary>Cancelled when a person takes the stage.</summary>
    public CancellationToken Taken(StageId stage) => _stages[stage].Taken.Token;

    /// <summary>The question that the hand has asked and not revealed; null for none.</summary>
    public QuestionId? Asked(StageId stage) => _stages.GetValueOrDefault(stage)?.Asked;

    /// <summary>Notes what <see cref="Asked"/> answers; called within an act.</summary>
    public void Ask(StageId stage, QuestionId? question) => _stages[stage].Asked = question;

    /// <summary>Runs one act of the hand; its token is cancelled when a person takes the stage. False, and nothing is run, when one has.</summary>
    public async Task<bool> ActAsync(StageId stage, Func<CancellationToken, Task> act, CancellationToken stopping)
    {
        var hold = _stages[stage];
        await hold.Turn.WaitAsync(stopping);
        try
        {
            if (hold.Taken.IsCancellationRequested)
                return false;

            using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, hold.Taken.Token);
            await act(either.Token);
            return true;
        }
        finally
        {
            hold.Turn.Release();
        }
    }

    /// <summary>Ends the hand on a stage for good; returns when what it was doing has ended. Does nothing for stages that are not the demo's.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="by">The person.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task TakeAsync(StageId stage, EventAuthor by, CancellationToken cancellation)
    {
        if (!_stages.TryGetValue(stage, out var hold))
            return;

        if (hold.Leave())
        {
            Left(logger, stage, by.Id);
            await hold.Taken.CancelAsync();
        }

        await hold.Turn.WaitAsync(cancellation);
        hold.Turn.Release();
    }

    /// <inheritdoc cref="TakeAsync"/>
    public async Task TakeAllAsync(EventAuthor by, CancellationToken cancellation)
    {
        foreach (var stage in _stages.Keys)
            await TakeAsync(stage, by, cancellation);
    }

    public void Dispose()
    {
        foreach (var hold in _stages.Values)
            hold.Dispose();
    }

    [LoggerMessage(EventName = nameof(Left), Level = LogLevel.Information, Message = "The demo's hand has left {Stage} to {Person}, who acts for it, until this host is started again")]
    private static partial void Left(ILogger logger, StageId stage, ViewerId person);

    /// <summary>One stage. The turn is held while the hand acts.</summary>
    private sealed class Hold : IDisposable
    {
        private int _left;

        public SemaphoreSlim Turn { get; } = new(1, 1);

        public CancellationTokenSource Taken { get; } = new();

        public QuestionId? Asked { get; set; }

        /// <summary>True for the first who calls.</summary>
        public bool Leave() => Interlocked.Exchange(ref _left, 1) == 0;

        public void Dispose()
        {
            Turn.Dispose();
            Taken.Dispose();
        }
    }
}
