namespace Broadcast.Chat.Outcomes;

/// <summary>
/// What waits of one kind in one room, and whose turn it is. Within a subject the oldest outcome that waits is handed out, alone, until it is
/// kept; subjects take turns. A subject that failed rests. Those that failed take at most half of the places: the others never wait for them.
/// Holds ids alone, of what is in the stream; that is bounded where it is written (Settle.lua). Any thread may call.
/// </summary>
/// <param name="places">Outcomes that may be in work at the same time.</param>
/// <param name="retry">The first rest of a subject that failed.</param>
/// <param name="time">The clock of the rests.</param>
internal sealed class OutcomeQueue(int places, TimeSpan retry, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, OutcomeSubject> _subjects = new(StringComparer.Ordinal);

    /// <summary>Subjects whose turn comes; those that failed have a line of their own, and enter it after their rest.</summary>
    private readonly Queue<OutcomeSubject> _ready = new();
    private readonly Queue<OutcomeSubject> _again = new();
    private readonly PriorityQueue<OutcomeSubject, long> _resting = new();
    private int _inWork;
    private int _inWorkAgain;

    /// <summary>Adds an outcome that was read in the stream. Outcomes come in the order of the stream; one that is known changes nothing.</summary>
    public void Add(string subject, OutcomeId id)
    {
        lock (_gate)
        {
            if (!_subjects.TryGetValue(subject, out var known))
            {
                _subjects[subject] = known = new OutcomeSubject(subject);
                _ready.Enqueue(known);
            }

            known.Add(id);
        }
    }

    /// <summary>The next outcome to hand out, which takes a place until <see cref="End"/>; null while there is none, or no place.</summary>
    public OutcomeTurn? Next()
    {
        lock (_gate)
        {
            while (_resting.TryPeek(out _, out var until) && until <= time.GetTimestamp())
                _again.Enqueue(_resting.Dequeue());
            if (_inWork == places)
                return null;

            // One place is for those that failed before: they do not wait for the end of a long backlog either.
            var again = _again.Count > 0 && (_inWorkAgain == 0 || (_ready.Count == 0 && _inWorkAgain < places / 2));
            return (again ? _again : _ready).TryDequeue(out var next) ? Begin(next) : null;
        }
    }

    /// <summary>Ends a turn. What was kept, or is no longer in the stream, is never handed out again.</summary>
    public void End(OutcomeTurn turn, bool kept)
    {
        var subject = turn.Subject;
        lock (_gate)
        {
            _inWork--;
            _inWorkAgain -= turn.Again ? 1 : 0;
            if (kept)
                subject.Keep(turn.Id);
            var rest = kept ? TimeSpan.Zero : subject.Fail(retry);
            if (!subject.Waits)
                _subjects.Remove(subject.Name);
            else if (kept)
                _ready.Enqueue(subject);
            else
                _resting.Enqueue(subject, time.GetTimestamp() + (long)(rest.TotalSeconds * time.TimestampFrequency));
        }
    }

    /// <summary>Forgets all that is not in work: another process hands it out, or it will be read again.</summary>
    public void Forget()
    {
        lock (_gate)
        {
            _ready.Clear();
            _again.Clear();
            _resting.Clear();
            foreach (var subject in _subjects.Values.ToList())
            {
                subject.Forget();
                if (!subject.InWork)
                    _subjects.Remove(subject.Name);
            }
        }
    }

    private OutcomeTurn Begin(OutcomeSubject subject)
    {
        var turn = new OutcomeTurn(subject, subject.Begin(), subject.Failed);
        _inWork++;
        _inWorkAgain += turn.Again ? 1 : 0;
        return turn;
    }
}

/// <summary>An outcome that is handed out.</summary>
/// <param name="Subject">What it is about.</param>
/// <param name="Id">The entry.</param>
/// <param name="Again">True when its subject failed the last time.</param>
internal sealed record OutcomeTurn(OutcomeSubject Subject, OutcomeId Id, bool Again);
