import { describeCases } from '../__fixtures__/checkCases';
import { metricsStackCases } from './metricsStack.cases';

describeCases(metricsStackCases);
