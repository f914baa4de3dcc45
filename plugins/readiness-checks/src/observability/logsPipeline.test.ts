import { describeCases } from '../__fixtures__/checkCases';
import { logsPipelineCases } from './logsPipeline.cases';

describeCases(logsPipelineCases);
