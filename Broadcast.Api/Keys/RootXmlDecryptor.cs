using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace Broadcast.Api.Keys;

/// <summary>
/// Opens what <see cref="RootXmlEncryptor"/> has sealed. The framework makes it by its name, which is stored with each key: renaming or moving
/// this class loses the keys.
/// </summary>
internal sealed class RootXmlDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement) =>
        XElement.Parse(Encoding.UTF8.GetString(services.GetRequiredService<RootKey>().Open(RootXmlEncryptor.Place, Convert.FromBase64String(encryptedElement.Value))));
}
