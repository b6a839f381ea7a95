using System.Collections.Frozen;
using MentorshipFlow.Ledger;

namespace MentorshipFlow.Workflows.Store;

/// <summary>What Marten writes into <c>mt_dotnet_type</c> beside an event's name. Reading goes by the name.</summary>
internal static class EventTypes
{
    private static readonly FrozenDictionary<string, string> DotNet = EventCodec.Names.ToFrozenDictionary(
        name => name, name => $"{EventCodec.TypeOf(name)!.FullName}, {EventCodec.TypeOf(name)!.Assembly.GetName().Name}");

    /// <summary>Full name and assembly of the class behind an event's name; null for a name that no class has.</summary>
    public static string? DotNetName(string type) => DotNet.GetValueOrDefault(type);
}
