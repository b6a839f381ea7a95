using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes.Preparation;

namespace MentorshipFlow.Api.Programmes;

/// <summary>Формы наставничества (M4 to M10).</summary>
internal sealed class FormsOfProgramme : UseCase
{
    /// <param name="Form">Code of the definition.</param>
    /// <param name="Kinds">Pairs, groups or both (M16).</param>
    /// <param name="Precondition">A condition to meet before the form is used.</param>
    public sealed record Enable(string Form, IReadOnlyList<TandemKind> Kinds, IReadOnlyList<string>? Variants = null,
        InstitutionalText? Precondition = null) : Dated;

    public sealed record Met(Guid? Document = null) : Dated;

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Decide<Enable>("/forms", About("enableForm", "Enable a form",
            "With its variants and the kinds of tandems.") with { Example = new Enable("learner-learner", [TandemKind.Pair]) },
            (_, r) => new PreparationCommand.EnableForm(r.Form, r.Variants ?? [], r.Kinds, r.Precondition), (id, _) =>
                $"/api/programmes/{id}");

        routes.Decide<Met>("/forms/{form}/precondition", About("meetFormPrecondition", "Mark a form's precondition as met",
            "With the document that shows it, where there is one.") with { Example = new Met { EffectiveOn = new(2022, 1, 14) } },
            (incoming, r) => new PreparationCommand.MeetFormPrecondition(incoming.Code("form"), r.Document));

        routes.Decide<ReasonRequest>("/forms/{form}/disabling",
            About("disableForm", "Disable a form", "It is used no more.") with { Example = ReasonRequest.Mistake },
            async (incoming, r) => new PreparationCommand.DisableForm(incoming.Code("form"), await incoming.Seal(r.Reason)));
    }

    private static Operation About(string name, string summary, string description) => new("Forms", name, summary, description, Takes.Work);
}
