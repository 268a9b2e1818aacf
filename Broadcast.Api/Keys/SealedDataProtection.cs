using System.Xml.Linq;
using Broadcast.Api.Data;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Keys;

/// <summary>The framework's keys: XML, in which <see cref="RootXmlEncryptor"/> has put one element for what is secret.</summary>
internal sealed class SealedDataProtection : IRootSealed
{
    public async Task SealAgainAsync(FestivalDb database, RootKey root, CancellationToken cancellation)
    {
        foreach (var key in await database.DataProtectionKeys.Where(key => key.Xml != null).ToListAsync(cancellation))
        {
            var xml = XElement.Parse(key.Xml!);
            foreach (var closed in xml.Descendants(RootXmlEncryptor.Element))
                closed.Value = Convert.ToBase64String(root.SealAgain(RootXmlEncryptor.Place, Convert.FromBase64String(closed.Value)));
            key.Xml = xml.ToString(SaveOptions.DisableFormatting);
        }
    }
}
