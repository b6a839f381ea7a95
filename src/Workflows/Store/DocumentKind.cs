using Marten;

namespace MentorshipFlow.Workflows.Store;

/// <summary>A kind of documents in Marten. Each one is known to every store of the program, so that migrations create its table.</summary>
public abstract class DocumentKind
{
    /// <summary>Every kind of the program, by type name.</summary>
    public static IReadOnlyList<DocumentKind> Kinds { get; } =
    [
        .. typeof(DocumentKind).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(DocumentKind)) && !type.IsAbstract)
            .OrderBy(type => type.FullName, StringComparer.Ordinal).Select(type => (DocumentKind)Activator.CreateInstance(type)!),
    ];

    /// <summary>Configures all kinds in Marten.</summary>
    public static void Configure(StoreOptions options)
    {
        foreach (var kind in Kinds) kind.Map(options);
    }

    /// <summary>Configures this kind in Marten.</summary>
    protected abstract void Map(StoreOptions options);
}
