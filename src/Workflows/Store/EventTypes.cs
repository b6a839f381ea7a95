using System.Collections.Frozen;
using MentorshipFlow.Ledger;

namespace MentorshipFlow.Workflows.Store;

/// <summary>The values of Marten's column <c>mt_dotnet_type</c>. Reading uses only the event's name.</summary>
internal static class EventTypes
{
    private static readonly FrozenDictionary<string, string> DotNet = EventCodec.Names.ToFrozenDictionary(
        name => name, name => $"{EventCodec.TypeOf(name)!.FullName}, {EventCodec.TypeOf(name)!.Assembly.GetName().Name}");

    /// <summary>Full name and assembly of the class of an event's name; null for an unknown name.</summary>
    public static string? DotNetName(string type) => DotNet.GetValueOrDefault(type);
}
