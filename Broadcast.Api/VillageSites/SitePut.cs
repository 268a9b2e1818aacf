using System.ComponentModel;
using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Api.VillageSites;

/// <summary>A site as it shall be. Its id and its key stay.</summary>
internal sealed record SitePut(
    string? Name, string? Village, string? County, string? Province,
    [property: Description("The revision that the change was made from.")] long? Revision)
{
    public Result<SitePlace> Read()
    {
        var faults = new FieldFaults();
        var place = SitePlace.Read(faults, Name, Village, County, Province);
        if (Revision is null)
            faults.Add("revision", Faults.Form, "'revision' is missing. Send the revision that the change was made from.");
        return faults.Any ? faults.On(VillageSiteErrors.Malformed) : place;
    }
}
