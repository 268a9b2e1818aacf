using System.ComponentModel;
using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Api.Simulcast;

/// <summary>A new target as an operator sends it.</summary>
/// <param name="Channel">A festival's or a stage's id.</param>
/// <param name="Name">1-60 characters.</param>
/// <param name="Server">The platform's RTMP server: <c>rtmp://host/application</c> or <c>rtmps://host/application</c>.</param>
/// <param name="Key">The stream key that the platform has given out. No answer shows it.</param>
/// <param name="On">Whether the channel is pushed there; true when left out.</param>
internal sealed record NewPushTarget(string? Channel, string? Name, string? Server, string? Key, bool? On)
{
    public FieldFaults Read(out PushTargetFields fields)
    {
        var faults = new FieldFaults();
        fields = PushTargetFields.Read(faults, Channel, Name, Server, Key);
        if (fields.Key is null)
            faults.Add("key", Faults.Length, $"'key' must have 1-{PushTargetFields.LongestKey} characters.", 1, PushTargetFields.LongestKey);
        else if (!faults.Any)
            fields.CheckServer(faults, fields.Key);
        return faults;
    }

    /// <summary>Keeps the key out of log lines.</summary>
    public override string ToString() => nameof(NewPushTarget);
}

/// <summary>A target as it shall be, whole.</summary>
/// <param name="Channel">A festival's or a stage's id.</param>
/// <param name="Name">1-60 characters.</param>
/// <param name="Server">As of a new one. Another host needs the key again.</param>
/// <param name="Key">The stream key; null or empty: it stays.</param>
/// <param name="On">Whether the channel is pushed there.</param>
/// <param name="Revision">The revision that the change was made from.</param>
internal sealed record PushTargetPut(
    string? Channel, string? Name, string? Server, string? Key, bool? On, [property: Description("The revision that the change was made from.")] long? Revision)
{
    /// <summary>Checks it.</summary>
    /// <param name="target">The target that is there.</param>
    /// <param name="kept">Its key.</param>
    /// <param name="fields">What it shall be; of no use with faults.</param>
    public FieldFaults Read(PushTarget target, string kept, out PushTargetFields fields)
    {
        var faults = new FieldFaults();
        fields = PushTargetFields.Read(faults, Channel, Name, Server, Key);
        if (!faults.Any && fields.Key is null && !PushTargetFields.IsSameServer(target.Server, fields.Server))
            faults.Add("key", Faults.Length, "'key' is needed again: the key that is kept was given for another server.", 1, PushTargetFields.LongestKey);
        else if (!faults.Any)
            fields.CheckServer(faults, fields.Key ?? kept);
        if (On is null)
            faults.Add("on", Faults.Form, "'on' is missing. Send true or false.");
        if (Revision is null)
            faults.Add("revision", Faults.Form, "'revision' is missing. Send the revision that the change was made from.");
        return faults;
    }

    /// <summary>Keeps the key out of log lines.</summary>
    public override string ToString() => nameof(PushTargetPut);
}
