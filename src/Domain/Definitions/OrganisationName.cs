namespace MentorshipFlow.Definitions;

/// <summary>
/// Puts an organisation's name where the wordings of a definition leave a place for it. A definition is shared by all organisations, so
/// its wordings name none.
/// </summary>
internal sealed class OrganisationName(InstitutionalText name)
{
    /// <summary>Stands in a wording for the organisation's name.</summary>
    public const string Place = "{organisation}";

    /// <summary>The definition as an organisation shows it.</summary>
    public Definition In(Definition definition) => definition.Reworded(this);

    public string In(string text) => text.Replace(Place, name.Value, StringComparison.Ordinal);

    public Wording In(Wording wording) =>
        wording.Ru.Contains(Place, StringComparison.Ordinal) || wording.En.Contains(Place, StringComparison.Ordinal)
            ? new(In(wording.Ru), In(wording.En))
            : wording;

    public IReadOnlyList<T> In<T>(IReadOnlyList<T> parts, Func<T, T> reworded) => [.. parts.Select(reworded)];

    public AimDefinition In(AimDefinition aim) => aim with { Ru = In(aim.Ru), En = In(aim.En) };

    public ResultDefinition In(ResultDefinition result) => result with { Ru = In(result.Ru), En = In(result.En) };

    public FormDefinition In(FormDefinition form) => form with
    {
        Title = In(form.Title), Description = In(form.Description),
        Variants = In(form.Variants, v => v with { Title = In(v.Title) }),
        Eligibility = form.Eligibility with
        {
            Rules = In(form.Eligibility.Rules, r => r with { Ru = In(r.Ru), En = In(r.En) }),
        },
    };

    public ContoursDefinition In(ContoursDefinition contours) => new(
        In(contours.External, m => m with { Title = In(m.Title) }), In(contours.Internal, m => m with { Title = In(m.Title) }));

    public StageDefinition In(StageDefinition stage) => stage with
    {
        Title = In(stage.Title), Aliases = In(stage.Aliases, In), Task = In(stage.Task), Result = In(stage.Result),
        Goal = stage.Goal is { } goal ? In(goal) : null,
        Activities = In(stage.Activities, a => a with
        {
            Title = In(a.Title), Items = In(a.Items, i => i with { Title = In(i.Title) }),
        }),
        Gate = new(
            In(stage.Gate.Criteria, c => c with { Title = In(c.Title) }), In(stage.Gate.Announced, c => c with { Title = In(c.Title) })),
    };
}
